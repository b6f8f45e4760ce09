<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>{{TITLE}}</title>
{{STYLE_HTML:none}}
</head>
<body>
<main>
<p class="shop">{{SHOP}}</p>
<h1>{{HEADING}}</h1>
<section class="key">
<div><h2>{{KEY_HEADING}}</h2>
<p>{{KEY_TEXT}}</p>
<p class="address"><a href="{{PAGE_URL}}" rel="noreferrer">{{ADDRESS_HTML:none}}</a></p></div>
{{QR_HTML:none}}
</section>
<h2>{{RECEIPT_HEADING}}</h2>
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
