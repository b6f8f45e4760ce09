<div class="desk-narrow">
<h1>{{HEADING}}</h1>
<section class="desk-codes" aria-label="{{T_desk_codes}}">
<ol>{{#CODE}}<li><code>{{TEXT}}</code></li>{{/CODE}}</ol>
</section>
<p><strong>{{T_desk_codes_once}}</strong> {{T_desk_codes_use}} {{T_desk_me_codes_old}}</p>
<p><a class="button primary" href="/desk/me">{{T_desk_codes_kept}}</a></p>
</div>
