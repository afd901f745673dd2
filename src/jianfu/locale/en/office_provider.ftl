# Signing in by a provider of identities.
office-sign-in-provider = Sign in with { $name }
office-left = You have signed out here.
office-left-provider = Sign out at { $name } too
problem-oidc-issuer = JIANFU_OIDC_ISSUER is “{ $address }”. It must be an https address; http only on this machine.
problem-oidc-client = JIANFU_OIDC_CLIENT is missing: the name the provider knows this office by.
problem-oidc-secret = JIANFU_OIDC_SECRET_FILE cannot be read: { $path }.
problem-oidc-away = { $name } does not answer as it should. Try again in a moment, or sign in with your password; if it stays so, tell the administrator.
problem-oidc-refused = Signing in with { $name } did not work out: its answer is too old, not for this office, or not to your question. Go back to the sign-in page and try once more.
problem-oidc-unknown = { $name } knows you, but this office has no user of your name, or it is closed. Ask the administrator.
