<div class="wide order" data-state="{{STATE}}"{{#WAITS}} data-waits{{/WAITS}}>
<header class="order-head {{TONE}}">
<p class="kicker">{{ORDER_NAME}}</p>
<h1>{{HEADING}}</h1>
<p class="lead">{{LEAD}}</p>
{{#SAY}}<p class="say">{{TEXT}}</p>{{/SAY}}
{{#OWED}}{{>CONTACT}}{{/OWED}}
{{#IF_PROBLEM}}<p class="problem-note" role="alert">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#PAY}}
<p class="order-do"><a class="button primary" href="{{PROMPT}}" rel="noreferrer">{{PAY_LABEL}}</a> <a class="button" href="{{ORDER_PATH}}">{{T_look_again}}</a></p>
{{/PAY}}
{{#WAIT}}<p class="order-do"><a class="button" href="{{ORDER_PATH}}">{{T_look_again}}</a></p>{{/WAIT}}
{{#GIFT}}
<section class="gift-news" aria-labelledby="gift"><h2 id="gift">{{HEADING}}</h2>
<p>{{TEXT}}</p>
{{#IF_MESSAGE}}<blockquote class="gift-words" dir="auto">{{MESSAGE}}</blockquote>{{/IF_MESSAGE}}
{{#LINK}}<div class="gift-hand"><div><p>{{HAND}}</p>
<p class="keep-address"><code>{{URL}}</code></p>
<p class="hint">{{T_gift_hand_hint}}</p></div>
{{QR_HTML:none}}</div>{{/LINK}}
</section>
{{/GIFT}}
{{#AGAIN}}
<form class="again" action="{{ORDER_PATH}}/payments" method="post">
<input type="hidden" name="idempotency_key" value="{{KEY}}">
<fieldset><legend>{{LEGEND}}</legend>
{{#METHOD}}<p class="method{{#REST}} off{{/REST}}"><input type="radio" name="method" id="m-{{ID}}" value="{{ID}}"{{#CHOSEN}} checked{{/CHOSEN}}{{#REST}} disabled{{/REST}} required><label for="m-{{ID}}">{{NAME}}</label><span class="hint">{{HINT}}</span></p>{{/METHOD}}
</fieldset>
<button{{#MAIN}} class="primary"{{/MAIN}} type="submit">{{AGAIN_LABEL}}</button>
</form>
{{/AGAIN}}
</header>
{{#BOOKS}}
<section class="order-books" aria-labelledby="books"><h2 id="books">{{BOOKS_HEADING}}</h2>
<ul class="lines">
{{>LINES}}
</ul>
</section>
{{/BOOKS}}
<section class="keep" aria-labelledby="keep">
<div><h2 id="keep">{{T_keep}}</h2>
<p>{{KEEP_TEXT}}</p>
<p class="keep-address"><code>{{PAGE_URL}}</code></p>
<p><a class="button" href="{{ORDER_PATH}}/receipt" download>{{SAVE_LABEL}}</a></p>
{{#MAIL}}<form class="mail-receipt" action="{{ORDER_PATH}}/mail" method="post"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button type="submit">{{T_mail_receipt}}</button> <span class="hint">{{T_mail_receipt_hint}}</span></form>{{/MAIL}}
{{#ADDRESS}}<details class="new-address"><summary>{{LABEL}}</summary><form action="{{ORDER_PATH}}/address" method="post"><input type="hidden" name="idempotency_key" value="{{KEY}}"><p class="field"><label for="email">{{T_address_change_label}}</label><input id="email" name="email" type="email" maxlength="254" autocomplete="email" required aria-describedby="email-hint"><span class="hint" id="email-hint">{{T_address_change_hint}}</span></p><p><button type="submit">{{T_address_change_do}}</button></p></form></details>{{/ADDRESS}}
{{#NEW_LINK}}<details class="new-address"><summary>{{T_link_renew}}</summary><form action="{{ORDER_PATH}}/link" method="post"><input type="hidden" name="idempotency_key" value="{{KEY}}"><p class="hint">{{HINT}}</p><p><button type="submit">{{T_link_renew_do}}</button></p></form></details>{{/NEW_LINK}}
<form class="gather" action="{{ORDER_PATH}}/library" method="post"><input type="hidden" name="idempotency_key" value="{{GATHER_KEY}}"><button type="submit">{{T_library_gather}}</button> <span class="hint">{{T_library_gather_hint}}</span></form>
{{#APPS}}<p class="in-app"><a href="opds:{{SHELF}}">{{T_reading_apps_open}}</a> <span class="hint">{{T_reading_apps_open_hint}}</span></p>{{/APPS}}</div>
{{QR_HTML:none}}
</section>
<section class="receipt" aria-labelledby="receipt"><h2 id="receipt">{{RECEIPT_HEADING}}</h2>
{{>RECEIPT}}
</section>
{{#PAPERS}}
<section class="papers" id="invoice" aria-labelledby="papers"><h2 id="papers">{{HEADING}}</h2>
{{#PAPER}}<p class="paper-line"><a href="{{PATH}}">{{TITLE}}</a> <span class="quiet">{{WHEN}}</span> <span class="num">{{TOTAL}}</span></p>
{{/PAPER}}
{{#ASK}}
<details><summary>{{LABEL}}</summary>
<form class="paper-form" action="{{ORDER_PATH}}/invoice" method="post">
<p class="field"><label for="paper_name">{{T_paper_name}} <span class="optional">{{T_optional}}</span></label><input id="paper_name" name="name" type="text" value="{{NAME}}" maxlength="200" autocomplete="name"></p>
<p class="field"><label for="paper_address">{{T_paper_address}} <span class="optional">{{T_optional}}</span></label><textarea id="paper_address" name="address" rows="4" maxlength="400" autocomplete="street-address"></textarea></p>
<p class="field"><label for="paper_tax_number">{{T_paper_own_number}} <span class="optional">{{T_optional}}</span></label><input id="paper_tax_number" name="tax_number" type="text" maxlength="40" autocomplete="off"></p>
<p class="hint">{{T_paper_ask_hint}}</p>
<p><button class="primary" type="submit" name="act" value="look">{{T_paper_look}}</button> <button type="submit" name="act" value="make">{{LABEL}}</button></p>
</form></details>
{{/ASK}}
</section>
{{/PAPERS}}
<section class="spine" aria-labelledby="spine"><h2 id="spine">{{T_what_happened}}</h2>
<div class="tracks">
{{#TRACK}}
<section><h3>{{NAME}}</h3>
<ol>{{#FACT}}<li><time datetime="{{STAMP}}">{{WHEN}}</time> <span>{{TEXT}}</span></li>
{{/FACT}}</ol>
</section>
{{/TRACK}}
</div>
</section>
<div class="order-end">
{{#QUESTIONS}}{{>CONTACT}}{{/QUESTIONS}}
{{#CANCEL}}
<form class="give-up" action="{{ORDER_PATH}}/cancel" method="post"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button class="plain" type="submit">{{T_give_up}}</button> <span class="hint">{{HINT}}</span></form>
{{/CANCEL}}
</div>
</div>
