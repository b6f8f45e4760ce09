<article class="sample" aria-labelledby="title">
<header class="sample-head">
<p class="kicker">{{T_sample_kicker}}</p>
<h1 id="title"{{#LONG_TITLE}} class="long"{{/LONG_TITLE}} lang="{{BOOK_LANG}}" dir="auto"><a href="{{PATH}}">{{TITLE}}</a></h1>
{{#IF_BY}}<p class="by">{{BY}}</p>{{/IF_BY}}
</header>
<div class="reader-bar">
{{#PARTS}}
<details class="parts"><summary>{{COUNT_TEXT}}</summary><nav aria-label="{{T_sample_parts}}"><ol lang="{{BOOK_LANG}}" dir="auto">
{{#PART}}<li>{{#HERE}}<strong aria-current="page">{{LABEL}}</strong>{{/HERE}}{{#THERE}}<a href="{{PATH}}">{{LABEL}}</a>{{/THERE}}</li>
{{/PART}}
</ol></nav></details>
{{/PARTS}}
{{>LOOK}}
</div>
<div class="prose sample-text" lang="{{BOOK_LANG}}" dir="auto">
{{TEXT_HTML:none}}
</div>
{{>PAGER}}
<section class="sample-end" aria-labelledby="end">
<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="8rem" alt="" loading="lazy">{{/HAS_COVER}}{{>DRAWN}}</span>
<div>
{{#ENDS}}<h2 id="end">{{T_sample_end}}</h2>
<p>{{T_sample_end_text}}</p>{{/ENDS}}
{{#GOES_ON}}<h2 id="end">{{T_sample_goes_on}}</h2>
<p>{{T_sample_goes_on_text}}</p>{{/GOES_ON}}
<p class="price num">{{>PRICE_LINE}}</p>
<div class="buy-do">
{{#CART}}<form action="/cart/add" method="post"><input type="hidden" name="book" value="{{OFFER}}"><button class="primary" type="submit">{{T_add_to_cart}}</button></form>{{/CART}}
{{#FREE}}<a class="button primary" href="{{CHECKOUT_PATH}}">{{T_get_free}}</a>{{/FREE}}
<a class="button" href="{{PATH}}">{{T_back_to_book}}</a>
{{#FILE}}<a class="button" href="{{PATH}}" rel="nofollow" download>{{T_sample_epub}}</a>{{/FILE}}
</div>
</div>
</section>
</article>
