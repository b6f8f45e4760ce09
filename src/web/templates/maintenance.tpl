<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}}</title>
<link rel="icon" href="{{A_favicon.svg}}" type="image/svg+xml">
<link rel="stylesheet" href="{{A_shop.css}}">
</head>
<body class="maintenance">
{{#SANDBOX}}
<aside class="strip" aria-label="{{T_sandbox_label}}"><p class="wide">{{T_sandbox_notice}}</p></aside>
{{/SANDBOX}}
<main id="main" class="wide error-page">
<p class="mark">{{SHOP}}</p>
<h1>{{T_maintenance}}</h1>
<p class="lead">{{T_maintenance_text}}</p>
<p>{{RETRY}}</p>
{{#IF_REQUEST}}<p class="hint">{{T_error_request_alone}} <code>{{REQUEST}}</code></p>{{/IF_REQUEST}}
</main>
</body>
</html>
