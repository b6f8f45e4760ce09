<div class="desk-setup">
{{>PROGRESS}}
<h1>{{HEADING}}</h1>
<p class="lead">{{T_setup_done_lead}}</p>
<ul class="setup-at">{{#SHOP_AT}}<li><a href="{{ADDRESS}}">{{ADDRESS}}</a></li>
{{/SHOP_AT}}</ul>
<p>{{FACTS}}</p>{{#UNSOLD}}
<p><strong>{{TEXT}}</strong></p>{{/UNSOLD}}
<section class="desk-part" aria-labelledby="missing"><h2 id="missing">{{T_setup_missing}}</h2>
<ul class="desk-plain">{{#MISSING}}<li><a href="{{PATH}}">{{TEXT}}</a></li>
{{/MISSING}}</ul></section>
<form action="/desk/setup/done" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><p><button class="primary" type="submit">{{T_setup_finish}}</button></p>
<p class="hint">{{T_setup_finish_hint}}</p></form>
</div>
