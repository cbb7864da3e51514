{# The files that static/worker.js caches.  With an empty list, the worker removes its caches and itself. #}
self.files = {{ (files + ((["style.css", "gazette.js", "fonts/text.woff2"] + (["extra.css"] if "extra.css" is asset else []) + added_scripts | list) | map("asset") | list) if files else []) | data }};
importScripts({{ "worker.js" | asset | data }});
