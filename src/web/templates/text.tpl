<div class="wide text-page">
<header class="page-head"><h1>{{HEADING}}</h1>{{#IF_UNDER}}<p class="quiet">{{UNDER}}</p>{{/IF_UNDER}}</header>
<div class="prose">
{{BODY_HTML:none}}
</div>
{{#FACTS}}
<dl class="facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{#CODE}}<code>{{VALUE}}</code>{{/CODE}}{{#PLAIN}}{{VALUE}}{{/PLAIN}}</dd></div>
{{/FACT}}
</dl>
{{/FACTS}}
{{#CONTACT_MAIL}}<p class="contact">{{T_contact}} <a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a></p>{{/CONTACT_MAIL}}
{{#CONTACT_LINK}}<p class="contact">{{T_contact}} <a href="{{ADDRESS}}">{{ADDRESS}}</a></p>{{/CONTACT_LINK}}
</div>
