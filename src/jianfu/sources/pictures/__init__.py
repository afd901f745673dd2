"""Pictures as numbers: what makes one picture recognisable again, computed where it is decoded; pixels stay there."""
