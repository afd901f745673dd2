"""The office for programs (接口): what the pages read and do, through the same selectors and actions, as JSON."""
