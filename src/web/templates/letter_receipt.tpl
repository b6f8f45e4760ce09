<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{TITLE}}</title>
{{STYLE_HTML:none}}
</head>
<body>
<main>
<p class="shop">{{SHOP}}</p>
<h1>{{HEADING}}</h1>
<p>{{LEAD}}</p>
<p><a class="go" href="{{PAGE_URL}}" rel="noreferrer">{{T_letter_receipt_open}}</a></p>
<p class="address"><a href="{{PAGE_URL}}" rel="noreferrer">{{PAGE_URL}}</a></p>
<p class="hint">{{KEY}}</p>
<h2>{{T_receipt}}</h2>
{{>RECEIPT}}
<p class="hint">{{T_letter_why}}</p>
</main>
</body>
</html>
