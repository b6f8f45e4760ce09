{{#HAS_BOOKS}}<h1 class="unseen">{{SHOP_HEADING}}</h1>{{/HAS_BOOKS}}
{{#NO_BOOKS}}
<div class="wide list-page"><header class="page-head"><h1>{{SHOP_HEADING}}</h1></header>
<div class="empty"><h2>{{T_home_empty}}</h2><p>{{T_home_empty_text}}</p></div></div>
{{/NO_BOOKS}}
{{#FEATURED}}
<section class="hero" aria-labelledby="featured">
<div class="wide hero-grid">
<div class="hero-text">
<p class="kicker">{{T_home_kicker}}</p>
<h2 id="featured" class="display{{#LONG_TITLE}} long{{/LONG_TITLE}}"><a href="{{PATH}}" lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</a></h2>
{{#IF_SUBTITLE}}<p class="subtitle" lang="{{BOOK_LANG}}" dir="auto">{{SUBTITLE}}</p>{{/IF_SUBTITLE}}
{{#IF_AUTHORS}}<p class="by">{{BY}}</p>{{/IF_AUTHORS}}
{{#IF_LEAD}}<p class="lead" lang="{{BOOK_LANG}}" dir="auto">{{LEAD}}</p>{{/IF_LEAD}}
<p class="hero-price num">{{>PRICE_LINE}}</p>
<p class="hero-do"><a class="button primary" href="{{PATH}}">{{T_home_look}}</a>{{#SAMPLE}} <a class="button" href="{{SAMPLE_PATH}}">{{T_read_sample}}</a>{{/SAMPLE}}</p>
</div>
<div class="table" aria-hidden="true">
{{#BESIDE}}<span class="cover beside"><img src="{{SRC}}" width="320" height="480" alt=""></span>{{/BESIDE}}
<span class="cover front">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="(min-width: 46rem) 26rem, 60vw" alt="" fetchpriority="high">{{/HAS_COVER}}{{>DRAWN}}</span>
</div>
</div>
</section>
{{/FEATURED}}
{{>SHELF_FIRST}}
{{#HAS_SUBJECTS}}
<section class="index wide" aria-labelledby="subjects">
<header class="shelf-head"><h2 id="subjects">{{T_home_subjects}}</h2><a href="/subjects">{{T_index_all_subjects}}</a></header>
<ul class="index-list">
{{#SUBJECT}}<li><a href="{{PATH}}"><span class="index-name" dir="auto">{{LABEL}}</span> <span class="index-count num">{{COUNT}}<span class="unseen"> {{COUNT_WORD}}</span></span></a></li>
{{/SUBJECT}}
</ul>
</section>
{{/HAS_SUBJECTS}}
{{>SHELF_REST}}
<section class="promises" aria-labelledby="promises">
<div class="wide">
<h2 id="promises" class="unseen">{{T_promises}}</h2>
<ul>
<li><h3>{{T_promise_drm}}</h3><p>{{T_promise_drm_text}}</p></li>
<li><h3>{{T_promise_account}}</h3><p>{{T_promise_account_text}}</p></li>
<li><h3>{{T_promise_page}}</h3><p>{{T_promise_page_text}}</p></li>
</ul>
</div>
</section>
