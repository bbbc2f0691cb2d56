"""What changes between two versions of a bundle: rule by rule, on all manifests, and the version number that it needs."""
