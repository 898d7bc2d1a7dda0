"""The property tests of the theorems; a wheel has them as ``dmfcheck.properties``."""
