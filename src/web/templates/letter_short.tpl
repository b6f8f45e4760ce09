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
{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}
{{#QUOTE}}<blockquote>{{#LINE}}<p>{{TEXT}}</p>
{{/LINE}}</blockquote>{{/QUOTE}}
{{#GO}}<p><a class="go" href="{{LINK}}" rel="noreferrer">{{LINK_LABEL}}</a></p>
<p class="address"><a href="{{LINK}}" rel="noreferrer">{{LINK}}</a></p>{{/GO}}
{{#HINT}}<p class="hint">{{TEXT}}</p>
{{/HINT}}{{#STOP}}<p class="hint"><a href="{{URL}}" rel="noreferrer">{{T_letter_stop}}</a></p>
{{/STOP}}</main>
</body>
</html>
