<div class="wide text-page">
<header class="page-head"><h1>{{T_fallback}}</h1><p class="lead">{{T_fallback_lead}}</p></header>
<section aria-labelledby="pay-now"><h2 id="pay-now">{{T_fallback_pay}}</h2>
{{#METHODS}}<ul class="states">{{#METHOD}}<li><strong>{{NAME}}</strong> <span class="{{CLASS}}">{{STATE}}</span></li>
{{/METHOD}}</ul>
<p>{{T_fallback_pay_text}}</p>{{/METHODS}}
{{#NO_METHODS}}<p>{{T_fallback_no_method}}</p>{{/NO_METHODS}}</section>
<section aria-labelledby="where"><h2 id="where">{{T_fallback_where}}</h2>
{{#ADDRESSES}}<p>{{T_fallback_where_text}}</p><ul>{{#ADDRESS}}<li><a href="{{URL}}" rel="noreferrer">{{URL}}</a></li>
{{/ADDRESS}}</ul>{{/ADDRESSES}}
{{#ONE_ADDRESS}}<p>{{T_fallback_one_address}}</p>{{/ONE_ADDRESS}}</section>
<section aria-labelledby="copies"><h2 id="copies">{{T_fallback_copies}}</h2>
<p>{{COPIES}}</p></section>
<section aria-labelledby="yours"><h2 id="yours">{{T_fallback_yours}}</h2>
<p>{{T_fallback_yours_text}}</p></section>
</div>
