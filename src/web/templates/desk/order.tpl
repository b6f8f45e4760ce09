<p class="kicker"><a href="/desk/orders">{{T_desk_nav_orders}}</a></p>
<h1 class="num">{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<div class="desk-columns">
<section aria-labelledby="facts"><h2 id="facts">{{T_desk_order_facts}}</h2>
<dl class="facts">
<div><dt>{{T_desk_state_word}}</dt><dd><span class="state state-{{STATE_NAME}}">{{STATE}}</span>{{#PLAY}} <span class="quiet">{{T_desk_play}}</span>{{/PLAY}}</dd></div>
<div><dt>{{T_desk_when}}</dt><dd><time datetime="{{STAMP}}">{{WHEN}}</time></dd></div>
<div><dt>{{T_desk_total}}</dt><dd class="num">{{TOTAL}}</dd></div>
<div><dt>{{T_desk_captured}}</dt><dd class="num">{{CAPTURED}}</dd></div>
{{#MISSING}}<div><dt>{{T_desk_missing}}</dt><dd class="num">{{AMOUNT}}</dd></div>{{/MISSING}}
{{#OWED}}<div><dt>{{T_desk_owed_word}}</dt><dd class="num"><strong>{{AMOUNT}}</strong></dd></div>{{/OWED}}
{{#IF_RECEIPT_NAME}}<div><dt>{{T_desk_receipt_name}}</dt><dd>{{RECEIPT_NAME}}</dd></div>{{/IF_RECEIPT_NAME}}
<div><dt>{{T_desk_order_id}}</dt><dd><code>{{ORDER_ID}}</code></dd></div>
</dl>
{{#MAIL}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="mail"><button type="submit">{{T_mail_receipt}}</button> <span class="hint">{{T_desk_mail_hint}}</span></form>{{/MAIL}}
{{#CANCEL}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="cancel"><button type="submit">{{T_desk_cancel}}</button> <span class="hint">{{T_desk_cancel_hint}}</span></form>{{/CANCEL}}
</section>
<section aria-labelledby="lines"><h2 id="lines">{{T_desk_nav_books}}</h2>
<ul class="desk-plain">{{#LINE}}<li><span lang="{{BOOK_LANG}}">{{#LINKED}}<a href="{{PATH}}">{{TITLE}}</a>{{/LINKED}}{{#UNLINKED}}{{TITLE}}{{/UNLINKED}}</span> <span class="num quiet">{{PRICE}}</span>{{#FILE}}<br><span class="small">{{NAME}} · <span class="quiet">{{USES}} · <time>{{UNTIL}}</time></span></span>{{/FILE}}</li>{{/LINE}}</ul>
</section>
</div>
<section aria-labelledby="tracks"><h2 id="tracks">{{T_what_happened}}</h2>
<div class="tracks">{{#TRACK}}<section><h3>{{NAME}}</h3>
{{#NONE}}<p class="quiet small">{{T_desk_nothing_yet}}</p>{{/NONE}}
<ol>{{#FACT}}<li><time datetime="{{STAMP}}">{{WHEN}}</time> <span>{{TEXT}}</span></li>
{{/FACT}}</ol></section>{{/TRACK}}</div>
</section>
<section aria-labelledby="attempts"><h2 id="attempts">{{T_desk_attempts}}</h2>
{{#NO_ATTEMPT}}<p class="quiet">{{T_desk_no_attempts}}</p>{{/NO_ATTEMPT}}
{{#ATTEMPTS}}<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{T_desk_attempts}}</caption>
<thead><tr><th scope="col">{{T_desk_when}}</th><th scope="col">{{T_desk_method}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_due}}</th><th scope="col" class="right">{{T_desk_received}}</th></tr></thead>
<tbody>{{#ATTEMPT}}<tr><th scope="row"><time datetime="{{STAMP}}">{{WHEN}}</time></th><td>{{METHOD}}</td><td>{{STATUS}} <span class="problem">{{ODD}}</span></td><td class="num right">{{DUE}}</td><td class="num right">{{RECEIVED}}</td></tr>
{{/ATTEMPT}}</tbody></table></div>{{/ATTEMPTS}}
</section>
