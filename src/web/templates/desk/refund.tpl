<p class="kicker"><a href="{{ORDER_PATH}}">{{REFERENCE}}</a></p>
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<div class="desk-columns">
<section aria-labelledby="stands"><h2 id="stands">{{T_desk_money_stands}}</h2>
<dl class="facts">
<div><dt>{{T_desk_captured}}</dt><dd class="num">{{CAPTURED}}</dd></div>
<div><dt>{{T_desk_given_back}}</dt><dd class="num">{{GIVEN_BACK}}</dd></div>
<div><dt>{{T_desk_owed_word}}</dt><dd class="num">{{OWED}}</dd></div>
<div><dt>{{T_desk_refundable}}</dt><dd class="num"><strong>{{MOST}}</strong></dd></div>
</dl>
</section>
<section aria-labelledby="give"><h2 id="give">{{T_desk_refund}}</h2>
{{#NOTHING}}<p>{{T_desk_refund_nothing}}</p>{{/NOTHING}}
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="{{NEXT}}">{{T_desk_confirm_do}}</a></p>{{/STALE}}
{{#FORM}}<form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="idempotency_key" value="{{KEY}}">
<p><label for="amount">{{T_desk_amount}} ({{CURRENCY}})</label> <input id="amount" name="amount" value="{{TYPED}}" inputmode="decimal" autocomplete="off" maxlength="20" required aria-describedby="amount-hint"></p>
<p class="hint" id="amount-hint">{{T_desk_refund_hint}}</p>
<p><button class="primary" type="submit">{{T_desk_refund_do}}</button></p></form>{{/FORM}}
</section>
</div>
