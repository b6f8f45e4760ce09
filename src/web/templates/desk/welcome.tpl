<div class="desk-narrow">
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_codes_lead}}</p>
<section class="desk-codes" aria-labelledby="codes"><h2 id="codes">{{T_desk_codes}}</h2>
<ol>{{#CODE}}<li><code>{{TEXT}}</code></li>{{/CODE}}</ol>
</section>
<p><strong>{{T_desk_codes_once}}</strong> {{T_desk_codes_use}}</p>
<p><a class="button primary" href="{{NEXT}}">{{T_desk_codes_kept}}</a></p>
</div>
