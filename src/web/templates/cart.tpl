<div class="wide narrow-page">
<header class="page-head"><h1>{{T_cart}}</h1>{{#IF_COUNT_TEXT}}<p class="quiet num">{{COUNT_TEXT}}</p>{{/IF_COUNT_TEXT}}</header>
{{#IF_DONE}}<p class="done-note" role="status">{{DONE}}</p>{{/IF_DONE}}
{{#JUST_PLACED}}<p class="done-note just-placed">{{TEXT}} <a href="{{PATH}}">{{T_just_placed_link}}</a></p>{{/JUST_PLACED}}
{{#EMPTY}}
<div class="empty"><h2>{{T_cart_empty}}</h2><p>{{T_cart_empty_text}}</p><p><a class="button primary" href="/books">{{T_browse}}</a></p></div>
{{/EMPTY}}
{{#FULL}}
<h2 class="unseen">{{T_books}}</h2>
<ul class="lines">
{{#LINE}}
<li class="line{{#RESTS}} rests{{/RESTS}}">
<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="6rem" alt="" loading="lazy">{{/HAS_COVER}}{{>DRAWN}}</span>
<div class="line-text"><h3><a href="{{PATH}}" lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</a></h3>
{{#IF_AUTHORS}}<p class="quiet">{{AUTHORS}}</p>{{/IF_AUTHORS}}
<p class="quiet small">{{FACTS}}</p>
{{#COMES}}<p class="small">{{TEXT}}</p>{{/COMES}}
{{#WHY}}<p class="problem">{{TEXT}}</p>{{/WHY}}
{{#OWN_PRICE}}<div class="own-price">
<p class="field"><label for="amount-{{OFFER}}">{{T_own_price}} <span class="optional">{{CURRENCY}}</span><span class="unseen"> {{TITLE}}</span></label>
<input id="amount-{{OFFER}}" name="amount-{{OFFER}}" form="code" type="text" inputmode="decimal" value="{{AMOUNT}}" maxlength="20" autocomplete="off" required aria-describedby="least-{{OFFER}}{{#WRONG}} wrong-{{OFFER}}{{/WRONG}}"{{#WRONG}} aria-invalid="true" autofocus{{/WRONG}}> <button type="submit" form="code" name="go" value="cart">{{T_own_price_set}}</button> <span class="hint" id="least-{{OFFER}}">{{LEAST_TEXT}}</span></p>
{{#IF_PROBLEM}}<p class="problem" role="alert" id="wrong-{{OFFER}}">{{PROBLEM}}</p>{{/IF_PROBLEM}}</div>{{/OWN_PRICE}}</div>
<p class="line-price num">{{PRICE}}{{#IF_ABOUT}} <span class="about">{{ABOUT}}</span>{{/IF_ABOUT}}</p>
<form action="/cart/remove" method="post"><input type="hidden" name="book" value="{{OFFER}}"><button class="plain" type="submit">{{T_remove}}<span class="unseen"> {{TITLE}}</span></button></form>
</li>
{{/LINE}}
</ul>
<div class="cart-end">
{{#READY}}{{>COUPON}}<input type="hidden" name="currency" value="{{CURRENCY}}" form="code">
{{#DISCOUNT}}<p class="cart-sum"><span>{{NAME}}</span> <span class="num">{{AMOUNT}}</span></p>{{/DISCOUNT}}
<p class="cart-total"><span>{{TOTAL_NAME}}</span> <strong class="num">{{TOTAL}}</strong>{{#IF_TOTAL_TAX}} <span class="price-tax">{{TOTAL_TAX}}</span>{{/IF_TOTAL_TAX}}{{#IF_TOTAL_ABOUT}} <span class="about num">{{TOTAL_ABOUT}}</span>{{/IF_TOTAL_ABOUT}}</p>
<p class="cart-do"><a class="button" href="/books">{{T_keep_browsing}}</a> <button class="primary" type="submit" form="code" name="go" value="checkout">{{T_go_to_checkout}}</button></p>
<p class="hint">{{T_cart_hint}}</p>{{/READY}}
{{#NONE_READY}}<p class="problem">{{T_cart_none_ready}}</p><p class="cart-do"><a class="button" href="/books">{{T_keep_browsing}}</a></p>{{/NONE_READY}}
</div>
{{/FULL}}
</div>
