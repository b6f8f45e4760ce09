<div class="wide narrow-page play">
<header class="page-head"><p class="kicker">{{T_play_kicker}}</p><h1>{{HEADING}}</h1><p class="lead">{{T_play_lead}}</p></header>
<dl class="facts play-facts">
<div><dt>{{T_play_due}}</dt><dd class="price num">{{DUE}}</dd></div>
<div><dt>{{T_play_received}}</dt><dd class="num">{{RECEIVED}}</dd></div>
</dl>
{{#OPEN}}
<form class="play-form" action="{{ACTION_PATH}}" method="post" aria-label="{{T_play_choose}}">
<input type="hidden" name="idempotency_key" value="{{KEY}}">
<ul>
{{#CHOICE}}<li><button{{#MAIN}} class="primary"{{/MAIN}} type="submit" name="action" value="{{ACTION}}" aria-describedby="a-{{ACTION}}">{{LABEL}}</button><p class="hint" id="a-{{ACTION}}">{{HINT}}</p></li>
{{/CHOICE}}
</ul>
</form>
{{/OPEN}}
{{#OVER}}<p>{{T_play_over}}</p>{{/OVER}}
{{#IF_ORDER_PATH}}<p><a class="button" href="{{ORDER_PATH}}">{{T_back_to_order}}</a></p>{{/IF_ORDER_PATH}}
</div>
