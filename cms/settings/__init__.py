"""Settings: `base` is the embedded profile and needs none; `production` asks for what several nodes share."""
