<li class="row">
<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="6rem" alt="" loading="lazy" decoding="async">{{/HAS_COVER}}{{>DRAWN}}</span>
<div class="row-text">
<h3><a href="{{PATH}}" lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</a></h3>
{{#IF_SUBTITLE}}<p class="row-sub" lang="{{BOOK_LANG}}" dir="auto">{{SUBTITLE}}</p>{{/IF_SUBTITLE}}
{{#IF_AUTHORS}}<p class="row-by">{{AUTHORS}}</p>{{/IF_AUTHORS}}
<p class="row-facts quiet">{{FACTS}}</p>
</div>
<p class="row-price num">{{>PRICE_LINE}}</p>
</li>
