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
<h1>{{T_library}}</h1>
<p>{{LEAD}}</p>
<p><a class="go" href="{{LINK}}" rel="noreferrer">{{T_library_open}}</a></p>
<p class="address"><a href="{{LINK}}" rel="noreferrer">{{LINK}}</a></p>
<p class="hint">{{ONCE}}</p>
<p class="hint">{{T_letter_library_why}}</p>
</main>
</body>
</html>
