<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>{{TITLE}}</title>
</head>
<body>
<main>
<h1>{{TITLE}}</h1>
<p>{{T_receipt_file_text}}</p>
<p><a href="{{PAGE_URL}}" rel="noreferrer">{{ADDRESS_HTML:none}}</a></p>
{{QR_HTML:none}}
<h2>{{T_receipt}}</h2>
{{>RECEIPT}}
{{#CHECKS}}
<h2>{{T_genuine}}</h2>
<p>{{T_genuine_text}}</p>
<dl>
{{#FILE}}<dt>{{NAME}}</dt><dd><code>{{SHA256_HTML:none}}</code></dd>
{{/FILE}}
</dl>
{{/CHECKS}}
</main>
</body>
</html>
