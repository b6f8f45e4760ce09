<div class="wide text-page help-page">
<header class="page-head"><h1>{{T_help}}</h1></header>
<div class="help-grid">
<nav class="on-page" aria-label="{{T_on_this_page}}"><ul>
{{#TOPIC}}<li><a href="#{{ID}}">{{NAME}}</a></li>
{{/TOPIC}}
</ul></nav>
<div>
{{#TOPIC}}<section id="{{ID}}" aria-labelledby="{{ID}}-h"><h2 id="{{ID}}-h">{{NAME}}</h2><div class="prose">
{{BODY_HTML:none}}
</div></section>
{{/TOPIC}}
{{>CONTACT}}
</div>
</div>
</div>
