"""The office on the web (网页端): server-rendered pages, phone first, in both languages, without a build step."""
