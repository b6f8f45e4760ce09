<li class="card">
<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="(min-width: 46rem) 16rem, 46vw" alt="" loading="lazy" decoding="async">{{/HAS_COVER}}{{>DRAWN}}</span>
<h3><a href="{{PATH}}" lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</a></h3>
{{#IF_AUTHORS}}<p class="card-by">{{AUTHORS}}</p>{{/IF_AUTHORS}}
<p class="card-price num">{{>PRICE_LINE}}</p>
</li>
