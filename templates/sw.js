{# The worker itself lies in static/worker.js; with an empty list it goes, and takes along what it kept. #}
self.kept = {{ (kept + ((["style.css", "gazette.js", "fonts/text.woff2"] + added_scripts | list) | map("asset") | list) if kept else []) | data }};
importScripts({{ "worker.js" | asset | data }});
