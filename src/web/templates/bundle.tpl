<article class="book bundle" aria-labelledby="title">
<div class="book-band">
<div class="wide book-grid">
<div class="book-cover bundle-covers" aria-hidden="true">{{>COVERS}}</div>
<header class="book-title">
<p class="kicker">{{COUNT_TEXT}}</p>
<h1 id="title">{{TITLE}}</h1>
{{#IF_AUTHORS}}<p class="by">{{T_by}} {{AUTHORS}}</p>{{/IF_AUTHORS}}
</header>
<section class="buy" aria-labelledby="buy">
<h2 id="buy" class="unseen">{{T_buy_heading}}</h2>
<p class="price num">{{>PRICE_LINE}}</p>
<p class="buy-facts">{{#SAVED}}{{TEXT}}{{/SAVED}} <span class="buy-drm">{{T_drm_free}}</span></p>
<div class="buy-do">
{{#CART}}<form action="/cart/add" method="post"><input type="hidden" name="book" value="{{OFFER}}"><button class="primary" type="submit">{{T_add_to_cart}}</button></form> <a class="button" href="{{CHECKOUT_PATH}}">{{T_buy_now}}</a>{{/CART}}
{{#RESTS}}<p class="buy-not">{{TEXT}}</p>{{/RESTS}}
{{#ELSEWHERE}}<p class="buy-not">{{TEXT}}</p>{{>CHOICE}}{{/ELSEWHERE}}
{{#NOT_YET}}<p class="buy-not">{{T_sells_nothing_yet}}</p>{{/NOT_YET}}
</div>
</section>
</div>
</div>
<div class="wide bundle-body">
{{#DESCRIPTION}}
<section aria-labelledby="about"><h2 id="about">{{T_bundle_about}}</h2>
<div class="prose">{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}</div>
</section>
{{/DESCRIPTION}}
<section aria-labelledby="inside"><h2 id="inside">{{T_bundle_inside}}</h2>
<ul class="rows">
{{>ROW}}
</ul>
</section>
</div>
</article>
