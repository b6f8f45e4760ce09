<div class="wide list-page">
{{#BROADER}}<nav class="broader" aria-label="{{T_index_broader}}"><ol>
<li><a href="/subjects">{{T_index_kind.subjects}}</a></li>
{{#STEP}}<li><a href="{{PATH}}"><bdi>{{LABEL}}</bdi></a></li>
{{/STEP}}</ol></nav>{{/BROADER}}
<header class="page-head"><h1>{{HEADING}}</h1><p class="quiet num">{{COUNT_TEXT}}</p></header>
{{#NARROWER}}
<section class="narrower" aria-labelledby="narrower">
<h2 id="narrower">{{T_index_narrower_title}}</h2>
<ul class="index-list">
{{#ENTRY}}<li><a href="{{PATH}}"><span class="index-name" dir="auto">{{LABEL}}</span> {{#BOOKS}}<span class="index-count num">{{COUNT}}<span class="unseen"> {{COUNT_WORD}}</span></span>{{/BOOKS}}{{#DEEPER}}<span class="index-count">{{COUNT}}</span>{{/DEEPER}}</a></li>
{{/ENTRY}}
</ul>
{{#MORE}}<p><a href="{{PATH}}">{{T_see_all}}</a></p>{{/MORE}}
</section>
{{/NARROWER}}
{{>TOOLBAR}}
{{#KINDS}}<nav class="chosen kinds" aria-label="{{T_index_ways}}"><ul>
{{#KIND}}<li><a href="{{PATH}}">{{LABEL}}</a></li>
{{/KIND}}</ul></nav>{{/KINDS}}
{{#EMPTY}}
<div class="empty"><h2>{{T_books_empty}}</h2><p>{{T_books_empty_text}}</p><p><a class="button" href="/books">{{T_all_books}}</a></p></div>
{{/EMPTY}}
{{#NO_FREE}}
<div class="empty"><h2>{{T_books_no_free}}</h2><p>{{T_books_no_free_text}}</p><p><a class="button" href="/books">{{T_all_books}}</a></p></div>
{{/NO_FREE}}
{{#BARE}}
<div class="empty"><h2>{{T_home_empty}}</h2><p>{{T_home_empty_text}}</p></div>
{{/BARE}}
{{#LIST}}
<h2 class="unseen">{{T_books}}</h2>
<ul class="cards">
{{>CARD}}
</ul>
{{/LIST}}
{{>PAGER}}
</div>
