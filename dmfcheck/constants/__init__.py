"""Named constants of the claims, each with a certified enclosure of its sharp value."""
