<div class="wide narrow-page play">
<header class="page-head"><p class="kicker">{{T_play_kicker}}</p><h1>{{HEADING}}</h1><p class="lead">{{LEAD}}</p></header>
<dl class="facts play-facts">
<div><dt>{{T_play_for}}</dt><dd>{{ORDER_NAME}}</dd></div>
{{#UNPAID}}<div><dt>{{T_play_due}}</dt><dd class="price num">{{DUE}}</dd></div>{{/UNPAID}}
<div><dt>{{T_play_received}}</dt><dd class="num">{{RECEIVED}}</dd></div>
</dl>
{{#OPEN}}{{>CHOICES}}{{/OPEN}}
{{#OVER}}<p>{{T_play_over}}</p>{{/OVER}}
{{#IF_ORDER_PATH}}<p><a class="button" href="{{ORDER_PATH}}">{{T_back_to_order}}</a></p>{{/IF_ORDER_PATH}}
{{#MORE}}<details class="play-more"><summary>{{T_play_more}}</summary>
<p class="hint">{{T_play_more_hint}}</p>
{{>CHOICES}}</details>{{/MORE}}
</div>
