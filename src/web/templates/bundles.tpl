<div class="wide list-page">
<header class="page-head"><h1>{{T_nav_bundles}}</h1><p class="quiet num">{{COUNT_TEXT}}</p></header>
{{#EMPTY}}
<div class="empty"><h2>{{T_bundles_empty}}</h2><p>{{T_bundles_empty_text}}</p><p><a class="button" href="/books">{{T_all_books}}</a></p></div>
{{/EMPTY}}
{{#LIST}}
<h2 class="unseen">{{T_nav_bundles}}</h2>
<ul class="cards">
{{>CARD}}
</ul>
{{/LIST}}
{{>PAGER}}
</div>
