<div class="wide list-page">
<header class="page-head"><h1>{{HEADING}}</h1><p class="quiet num">{{COUNT_TEXT}}</p></header>
{{>TOOLBAR}}
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
