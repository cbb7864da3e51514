{# The files that static/worker.js caches.  With an empty list, the worker removes its caches and itself. #}
self.files = {{ (kept + ((["style.css", "gazette.js", "fonts/text.woff2"] + added_scripts | list) | map("asset") | list) if kept else []) | data }};
importScripts({{ "worker.js" | asset | data }});
