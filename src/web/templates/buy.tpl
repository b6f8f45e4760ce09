<div class="wide narrow-page buy-page">
<header class="page-head"><h1 lang="{{BOOK_LANG}}">{{TITLE}}</h1>{{#IF_AUTHORS}}<p class="lead">{{AUTHORS}}</p>{{/IF_AUTHORS}}</header>
<p class="price num">{{>PRICE_LINE}}</p>
{{#FILES}}<p class="buy-facts">{{FORMATS}} <span class="buy-drm">{{T_drm_free}}</span></p>{{/FILES}}
{{#BUY}}<p><a class="button primary" href="{{CHECKOUT_URL}}">{{LABEL}}</a></p>{{/BUY}}
{{#OWN_PRICE}}<form class="own-price" action="{{ACTION_URL}}" method="get"><input type="hidden" name="book" value="{{OFFER}}"><input type="hidden" name="currency" value="{{CURRENCY}}">
<p class="field"><label for="amount">{{T_own_price}} <span class="optional">{{CURRENCY}}</span></label>
<input id="amount" name="amount" type="text" inputmode="decimal" value="{{AMOUNT}}" maxlength="20" autocomplete="off" required aria-describedby="amount-hint{{#WRONG}} amount-problem{{/WRONG}}"{{#WRONG}} aria-invalid="true" autofocus{{/WRONG}}> <span class="hint" id="amount-hint">{{LEAST_TEXT}}</span></p>
{{#IF_PROBLEM}}<p class="problem" role="alert" id="amount-problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
<button class="primary" type="submit">{{T_buy_now}}</button></form>{{/OWN_PRICE}}
{{#NOT_NOW}}<p class="buy-not">{{T_buy_page_not_now}}</p>{{/NOT_NOW}}
{{#ELSEWHERE}}<section class="keep" aria-labelledby="elsewhere"><div><h2 id="elsewhere">{{T_buy_page_code}}</h2>
<p>{{T_buy_page_code_text}}</p><p class="keep-address"><code>{{URL}}</code></p></div>
{{QR_HTML:none}}</section>
<p>{{T_buy_page_after}}</p>{{/ELSEWHERE}}
<p class="library-keys"><a class="button" href="{{BOOK_URL}}">{{T_buy_page_more}}</a>{{#SAMPLE}} <a class="button" href="{{SAMPLE_URL}}">{{T_read_sample}}</a>{{/SAMPLE}}</p>
</div>
