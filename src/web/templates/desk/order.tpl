<p class="kicker"><a href="/desk/orders">{{T_desk_nav_orders}}</a></p>
<h1 class="num">{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<div class="desk-columns">
<section aria-labelledby="facts"><h2 id="facts">{{T_desk_order_facts}}</h2>
<dl class="facts">
<div><dt>{{T_desk_state_word}}</dt><dd><span class="state state-{{STATE_NAME}}">{{STATE}}</span>{{#PLAY}} <span class="quiet">{{T_desk_play}}</span>{{/PLAY}}</dd></div>
<div><dt>{{T_desk_when}}</dt><dd><time datetime="{{STAMP}}">{{WHEN}}</time></dd></div>
<div><dt>{{T_desk_total}}</dt><dd class="num">{{TOTAL}}</dd></div>
{{#DISCOUNT}}<div><dt>{{NAME}}</dt><dd class="num">{{AMOUNT}}</dd></div>{{/DISCOUNT}}
<div><dt>{{T_desk_captured}}</dt><dd class="num">{{CAPTURED}}</dd></div>
{{#MISSING}}<div><dt>{{T_desk_missing}}</dt><dd class="num">{{AMOUNT}}</dd></div>{{/MISSING}}
{{#GIVEN_BACK}}<div><dt>{{T_desk_given_back}}</dt><dd class="num">{{AMOUNT}}</dd></div>{{/GIVEN_BACK}}
{{#OWED}}<div><dt>{{T_desk_owed_word}}</dt><dd class="num"><strong>{{AMOUNT}}</strong>{{#CLAIM}} <span class="quiet">{{TEXT}}</span>{{/CLAIM}}</dd></div>{{/OWED}}
{{#TAX}}<div><dt>{{NAME}}</dt><dd class="num">{{AMOUNT}}{{#DOUBTED}} <span class="problem">{{T_desk_tax_doubted}}</span> <a href="/desk/tax">{{T_desk_tax_see}}</a>{{/DOUBTED}}</dd></div>{{/TAX}}
{{#PAPER}}<div><dt>{{#IF_PATH}}<a href="{{PATH}}" download>{{/IF_PATH}}{{TITLE}}{{#IF_PATH}}</a>{{/IF_PATH}}</dt><dd class="num">{{TOTAL}} <span class="quiet">{{WHEN}}</span></dd></div>{{/PAPER}}
{{#IF_RECEIPT_NAME}}<div><dt>{{T_desk_receipt_name}}</dt><dd>{{RECEIPT_NAME}}</dd></div>{{/IF_RECEIPT_NAME}}
{{#CUSTOMER}}<div><dt>{{T_desk_customer}}</dt><dd><a href="{{PATH}}">{{T_desk_customer_known}}</a></dd></div>{{/CUSTOMER}}
<div><dt>{{T_desk_order_id}}</dt><dd><code>{{ORDER_ID}}</code></dd></div>
</dl>
{{#MAIL}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="mail"><button type="submit">{{T_mail_receipt}}</button> <span class="hint">{{T_desk_mail_hint}}</span></form>{{/MAIL}}
{{#SHOW_LINK}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="link"><button type="submit">{{T_desk_order_link}}</button> <span class="hint">{{T_desk_order_link_hint}}</span></form>{{/SHOW_LINK}}
{{#RENEW_LINK}}<details><summary>{{T_desk_order_renew}}</summary><p class="hint">{{T_desk_order_renew_hint}}{{#IF_RECENT}} <b>{{RECENT}}</b>{{/IF_RECENT}}</p>{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="{{NEXT}}">{{T_desk_confirm_do}}</a></p>{{/STALE}}{{#FORM}}<form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="renew"><p><button type="submit">{{T_desk_order_renew_do}}</button></p></form>{{#GIFT}}<form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="gift"><p class="hint">{{HINT}}</p><p><button type="submit">{{T_desk_order_gift_do}}</button></p></form>{{/GIFT}}{{/FORM}}</details>{{/RENEW_LINK}}
{{#LINK}}<div class="desk-codes" role="status"><p><b>{{NAME}}</b></p><p class="desk-long"><code>{{URL}}</code></p>{{#BUYERS}}<p class="hint">{{T_desk_order_link_hint}}</p>{{/BUYERS}}{{#RENEWED}}<p>{{TEXT}}</p>{{/RENEWED}}</div>{{/LINK}}
{{#MAY_REFUND}}<p class="desk-inline"><a class="button" href="{{PATH}}">{{T_desk_refund}}</a> <span class="hint">{{T_desk_refundable}}: <span class="num">{{MOST}}</span></span></p>{{/MAY_REFUND}}
{{#EVIDENCE}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><button type="submit">{{T_desk_evidence}}</button> <span class="hint">{{T_desk_evidence_hint}}</span></form>{{/EVIDENCE}}
{{#CANCEL}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="cancel"><button type="submit">{{T_desk_cancel}}</button> <span class="hint">{{T_desk_cancel_hint}}</span></form>{{/CANCEL}}
</section>
<section aria-labelledby="lines"><h2 id="lines">{{T_desk_nav_books}}</h2>
<ul class="desk-plain">{{#LINE}}<li><span lang="{{BOOK_LANG}}">{{#LINKED}}<a href="{{PATH}}">{{TITLE}}</a>{{/LINKED}}{{#UNLINKED}}{{TITLE}}{{/UNLINKED}}</span> <span class="num quiet">{{PRICE}}</span>{{#WAITS}} <span class="quiet">{{TEXT}}</span>{{/WAITS}}{{#FILE}}<div class="desk-file"><span class="small">{{NAME}} <span class="quiet">{{#OPEN}}{{USES}}, <time datetime="{{STAMP}}">{{UNTIL}}</time>{{/OPEN}}{{#RESTS}}{{T_desk_download_rests}}{{/RESTS}}</span></span>{{#GRANT}} <form action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="grant"><input type="hidden" name="grant" value="{{ID}}"><button class="small" type="submit">{{T_desk_grant}}<span class="unseen"> {{NAME}}</span></button></form>{{/GRANT}}</div>{{/FILE}}{{#LICENCE}}<div class="desk-file"><span class="small"><code>{{ID}}</code> <span class="state state-licence-{{STATE_NAME}}">{{STATE}}</span> <span class="quiet">{{USE}}</span></span>{{#SWITCH}} <form action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="{{ACT}}"><input type="hidden" name="licence" value="{{ID}}"><button class="small" type="submit">{{LABEL}}<span class="unseen"> {{ID}}</span></button></form>{{/SWITCH}}</div>{{/LICENCE}}</li>{{/LINE}}</ul>
</section>
</div>
{{#ACCOUNT}}
<section aria-labelledby="account"><h2 id="account">{{T_desk_money_stands}}</h2>
<dl class="facts desk-account">
{{#ROW}}<div><dt>{{NAME}}</dt><dd class="num{{#SUM}} desk-sum{{/SUM}}">{{AMOUNT}}</dd></div>
{{/ROW}}</dl>
<p class="hint">{{HINT}}</p>
</section>
{{/ACCOUNT}}
{{#MATTER}}
<section class="notice-box desk-dispute" aria-label="{{WORD}}"><h2>{{WORD}}: <span class="num">{{AMOUNT}}</span> <span class="state state-dispute-{{STATE_NAME}}">{{STATUS}}</span></h2>
<p>{{PROVIDER}}, <time datetime="{{STAMP}}">{{WHEN}}</time></p>
<p>{{T_desk_dispute_reason}}: <b>{{REASON}}</b> <code>{{REF}}</code></p>
{{#DUE}}<p><strong>{{T_desk_matter_due}} <time datetime="{{STAMP}}">{{WHEN}}</time>.</strong></p>{{/DUE}}
{{#IF_DO}}<p>{{DO}}</p>{{/IF_DO}}
<p><a href="/desk/disputes">{{T_desk_disputes_all}}</a></p>
</section>
{{/MATTER}}
{{#DISPUTE}}
<section class="notice-box desk-dispute" aria-label="{{T_desk_dispute_word}}"><h2>{{T_desk_dispute_word}}: <span class="num">{{AMOUNT}}</span> <span class="state state-dispute-{{STATE_NAME}}">{{STATUS}}</span></h2>
<p>{{PROVIDER}}, <time datetime="{{STAMP}}">{{WHEN}}</time>{{#IF_BANK}}. {{BANK}}.{{/IF_BANK}}</p>
<p>{{T_desk_dispute_reason}}: <b>{{REASON}}</b> <code>{{REF}}</code></p>
{{#DUE}}<p><strong>{{T_desk_dispute_due}} <time datetime="{{STAMP}}">{{WHEN}}</time>.</strong> {{T_desk_dispute_do}}</p>{{/DUE}}
<p><a href="/desk/disputes">{{T_desk_disputes_all}}</a></p>
</section>
{{/DISPUTE}}
<section aria-labelledby="tracks"><h2 id="tracks">{{T_what_happened}}</h2>
<div class="tracks">{{#TRACK}}<section><h3>{{NAME}}</h3>
{{#NONE}}<p class="quiet small">{{T_desk_nothing_yet}}</p>{{/NONE}}
<ol>{{#FACT}}<li><time datetime="{{STAMP}}">{{WHEN}}</time> <span>{{TEXT}}</span></li>
{{/FACT}}</ol></section>{{/TRACK}}</div>
</section>
<section aria-labelledby="attempts"><h2 id="attempts">{{T_desk_attempts}}</h2>
{{#NO_ATTEMPT}}<p class="quiet">{{T_desk_no_attempts}}</p>{{/NO_ATTEMPT}}
{{#ATTEMPTS}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_attempts}}</caption>
<thead><tr><th scope="col">{{T_desk_when}}</th><th scope="col">{{T_desk_method}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_due}}</th><th scope="col" class="right">{{T_desk_received}}</th></tr></thead>
<tbody>{{#ATTEMPT}}<tr><th scope="row"><time datetime="{{STAMP}}">{{WHEN}}</time></th><td class="end">{{METHOD}}</td><td class="whole">{{STATUS}} <span class="problem">{{ODD}}</span></td><td class="num right start" data-name="{{T_desk_due}}">{{DUE}}</td><td class="num right" data-name="{{T_desk_received}}">{{RECEIVED}}</td></tr>
{{/ATTEMPT}}</tbody></table></div>{{/ATTEMPTS}}
</section>
<section aria-labelledby="refunds"><h2 id="refunds">{{T_desk_refunds}}</h2>
{{#NO_REFUND}}<p class="quiet">{{T_desk_no_refunds}}</p>{{/NO_REFUND}}
{{#REFUNDS}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_refunds}}</caption>
<thead><tr><th scope="col">{{T_desk_when}}</th><th scope="col" class="right">{{T_desk_amount}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col">{{T_desk_why}}</th><th scope="col">{{T_desk_who}}</th><th scope="col" class="roomy">{{T_desk_provider_ref}}</th></tr></thead>
<tbody>{{#REFUND}}<tr><th scope="row"><time datetime="{{STAMP}}">{{WHEN}}</time></th><td class="num right">{{AMOUNT}}</td><td><span class="state state-refund-{{STATE_NAME}}">{{STATUS}}</span></td><td class="end">{{REASON}}</td><td data-name="{{T_desk_who}}">{{BY}}</td><td class="roomy"><code>{{REF}}</code></td></tr>
{{/REFUND}}</tbody></table></div>{{/REFUNDS}}
</section>
