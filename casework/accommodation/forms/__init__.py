"""What officers of centres write down."""
