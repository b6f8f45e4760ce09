<div class="wide text-page">
<header class="page-head"><h1>{{HEADING}}</h1>{{#IF_UNDER}}<p class="quiet">{{UNDER}}</p>{{/IF_UNDER}}</header>
{{#OLD_TERMS}}<p class="problem-note">{{T_terms_old}} <a href="/terms">{{T_to_the_terms}}</a></p>{{/OLD_TERMS}}
{{#TRANSLATED}}<p class="quiet">{{T_terms_translated}}</p>{{/TRANSLATED}}
<div class="prose"{{#SPEAKS}} lang="{{TEXT_LANG}}" dir="{{TEXT_DIR}}"{{/SPEAKS}}>
{{BODY_HTML:none}}
</div>
{{#OWN_PAGE}}<p><a href="{{PATH}}">{{NAME}}</a></p>
{{/OWN_PAGE}}{{#FACTS}}
<dl class="facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{#CODE}}<code>{{VALUE}}</code>{{/CODE}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}{{#LINE}}{{VALUE}}<br>{{/LINE}}</dd></div>
{{/FACT}}
</dl>
{{/FACTS}}
{{>CONTACT}}
</div>
