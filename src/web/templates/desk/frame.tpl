<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf7f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#171512" media="(prefers-color-scheme: dark)">
<link rel="icon" href="{{A_favicon.svg}}" type="image/svg+xml">
<link rel="stylesheet" href="{{A_shop.css}}">
<link rel="stylesheet" href="{{A_desk.css}}">
{{#SCRIPT}}<script src="{{PATH}}" defer></script>
{{/SCRIPT}}</head>
<body class="desk{{#INSIDE}} desk-inside{{/INSIDE}}">
<a class="skip" href="#main">{{T_skip}}</a>
{{#SANDBOX}}<aside class="strip" aria-label="{{T_sandbox_label}}"><p class="wide">{{T_desk_sandbox}}{{#MOVED_CLOCK}} {{SENTENCE}}{{/MOVED_CLOCK}}</p></aside>{{/SANDBOX}}
<header class="desk-top">
<div class="wide desk-row">
<p class="mark"><a href="/desk">{{SHOP}}</a> <span class="desk-word">{{T_desk_word}}</span></p>
{{#INSIDE}}
<form class="desk-who" action="/desk/sign-out" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><span><a href="/desk/me"><b>{{PERSON}}</b></a> <span class="quiet">{{ROLE}}</span></span> <button class="plain" type="submit">{{T_desk_sign_out}}</button></form>
{{/INSIDE}}
</div>
</header>
<div class="wide desk-room">
{{#INSIDE}}
<nav class="desk-nav" aria-label="{{T_desk_rooms}}"><ul>
{{#ENTRY}}<li><a href="{{PATH}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}{{#OPEN}} <span class="desk-count" aria-hidden="true">{{COUNT}}</span><span class="unseen">: {{WORDS}}</span>{{/OPEN}}</a></li>
{{/ENTRY}}</ul></nav>
<details class="desk-menu"><summary>{{T_desk_rooms}}{{#ROOM}}: <b>{{TEXT}}</b>{{/ROOM}}{{#OPEN_BEHIND}} <span class="desk-count" aria-hidden="true">{{COUNT}}</span><span class="unseen">, {{WORDS}}</span>{{/OPEN_BEHIND}}</summary>
<nav aria-label="{{T_desk_rooms}}"><ul>
{{#ENTRY}}<li><a href="{{PATH}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}{{#OPEN}} <span class="desk-count" aria-hidden="true">{{COUNT}}</span><span class="unseen">: {{WORDS}}</span>{{/OPEN}}</a></li>
{{/ENTRY}}</ul></nav></details>
{{/INSIDE}}
<main id="main" tabindex="-1">
{{#DONE}}<p class="done-note" role="status">{{SENTENCE}}</p>
{{/DONE}}{{>MAIN}}
</main>
</div>
</body>
</html>
