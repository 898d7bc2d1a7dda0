pytest_plugins = ["pytester"]

# It remakes the shipped matrices from packages that the project does not depend on.
collect_ignore = ["data/make.py"]
