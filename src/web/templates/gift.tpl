<div class="wide order gift">
<header class="order-head tone-good">
{{#IF_GIVER}}<p class="kicker">{{GIVER}}</p>{{/IF_GIVER}}
<h1>{{HEADING}}</h1>
{{#WORDS}}<blockquote class="gift-words" dir="auto">{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}</blockquote>{{/WORDS}}
<p class="lead">{{LEAD}}</p>
{{#IF_PROBLEM}}<p class="problem-note" role="alert">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#CLAIM}}<form class="order-do" action="{{ORDER_PATH}}/claim" method="post"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button class="primary" type="submit">{{T_gift_claim}}</button> <span class="hint">{{T_gift_claim_hint}}</span></form>{{/CLAIM}}
</header>
{{#BOOKS}}
<section class="order-books" aria-labelledby="books"><h2 id="books">{{T_gift_books}}</h2>
<ul class="lines">
{{>LINES}}
</ul>
</section>
{{/BOOKS}}
{{#KEEP}}
<section class="keep" aria-labelledby="keep">
<div><h2 id="keep">{{T_keep}}</h2>
<p>{{T_gift_keep_text}}</p>
<p class="keep-address"><code>{{PAGE_URL}}</code></p></div>
{{QR_HTML:none}}
</section>
{{/KEEP}}
<div class="order-end">{{>CONTACT}}</div>
</div>
