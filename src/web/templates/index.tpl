<div class="wide list-page">
{{#BROADER}}<nav class="broader" aria-label="{{T_index_broader}}"><ol>
{{#STEP}}<li><a href="{{PATH}}"><bdi>{{LABEL}}</bdi></a></li>
{{/STEP}}</ol></nav>{{/BROADER}}
<header class="page-head"><h1>{{HEADING}}</h1>{{#FREQUENT}}<p class="quiet">{{T_index_frequent_text}}</p>{{/FREQUENT}}</header>
{{#KINDS}}<nav class="chosen kinds" aria-label="{{T_index_ways}}"><ul>
{{#KIND}}<li><a href="{{PATH}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{LABEL}}</a></li>
{{/KIND}}</ul></nav>{{/KINDS}}
{{#LETTERS}}<nav class="letters" aria-label="{{T_index_letters}}"><ul>
<li><a href="{{FIRST_PATH}}"{{#AT_FIRST}} aria-current="true"{{/AT_FIRST}}>{{FIRST}}</a></li>
{{#LETTER}}<li{{#OTHER}} class="letters-other"{{/OTHER}}><a href="{{PATH}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{LABEL}}</a></li>
{{/LETTER}}</ul></nav>{{/LETTERS}}
{{#EMPTY}}
<div class="empty"><h2>{{TEXT}}</h2><p><a class="button" href="/books">{{T_all_books}}</a></p></div>
{{/EMPTY}}
{{#SECTION}}
<section class="names-part">
<h2{{#PLAIN}} class="unseen"{{/PLAIN}}>{{HEADING}}</h2>
<ul class="index-list">
{{#ENTRY}}<li><a href="{{PATH}}"><span class="index-name" dir="auto">{{LABEL}}</span> {{#BOOKS}}<span class="index-count num">{{COUNT}}<span class="unseen"> {{COUNT_WORD}}</span></span>{{/BOOKS}}</a></li>
{{/ENTRY}}
</ul>
</section>
{{/SECTION}}
{{#NEXT}}<nav class="pager" aria-label="{{T_pages}}"><a class="button" rel="next" href="{{PATH}}">{{T_next}}</a></nav>{{/NEXT}}
</div>
