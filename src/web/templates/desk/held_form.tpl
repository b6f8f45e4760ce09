<div class="desk-narrow">
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_held_lead}}</p>
{{#LACKS_SECRET}}<p class="notice-box">{{T_desk_held_secret}}</p>{{/LACKS_SECRET}}
<dl class="facts held-facts">
{{#TYPED}}<div><dt>{{LABEL}}</dt><dd class="held-text">{{VALUE}}</dd></div>
{{/TYPED}}</dl>
<form class="desk-form" action="{{PATH}}" method="post">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
{{#HELD}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HELD}}<p class="form-end"><button class="primary" type="submit">{{T_desk_held_do}}</button> <a href="{{PATH}}">{{T_desk_held_back}}</a></p>
</form>
</div>
