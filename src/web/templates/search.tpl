<div class="wide list-page">
<header class="page-head"><h1>{{HEADING}}</h1>{{#NEAREST}}<p role="status">{{NOTICE}}</p>{{/NEAREST}}{{#IF_COUNT_TEXT}}<p class="quiet num">{{COUNT_TEXT}}</p>{{/IF_COUNT_TEXT}}</header>
<form class="find find-big" action="/search" method="get">
<label class="unseen" for="q">{{T_search_label}}</label>
<input id="q" type="search" name="q" value="{{QUERY}}" maxlength="200" autocomplete="off" data-suggest="/search/suggestions" data-name="{{T_suggestions}}">
<button class="primary" type="submit">{{T_search_button}}</button>
</form>
{{#LOOSE}}<p class="suggestion" role="status">{{NOTICE}}</p>{{/LOOSE}}
{{#SUGGESTION}}<p class="suggestion">{{T_did_you_mean}} <a href="{{PATH}}">{{WORD}}</a></p>{{/SUGGESTION}}
{{#SHELVES}}<ul class="called-so" aria-label="{{T_search_shelves}}">{{#SHELF}}<li><a href="{{PATH}}"><span dir="auto">{{NAME}}</span> <span class="quiet">{{DETAIL}}</span></a></li>{{/SHELF}}</ul>{{/SHELVES}}
{{#RESTING}}<div class="empty"><h2>{{T_search_rests}}</h2><p>{{T_search_rests_text}}</p></div>{{/RESTING}}
{{#INVITE}}<p class="lead">{{T_search_invite}}</p>{{/INVITE}}
{{>FACETS}}
{{#EMPTY}}
<div class="empty"><h2>{{T_search_what_helps}}</h2>
<ul><li>{{T_search_try_shorter}}</li><li>{{T_search_try_author}}</li>{{#NARROWED}}<li><a href="{{WIDER_PATH}}">{{T_search_try_wider}}</a></li>{{/NARROWED}}</ul>
<p><a class="button" href="/books">{{T_all_books}}</a></p></div>
{{/EMPTY}}
{{#BARE}}
<div class="empty"><h2>{{T_home_empty}}</h2><p>{{T_home_empty_text}}</p></div>
{{/BARE}}
{{#LIST}}
<h2 class="unseen">{{T_books}}</h2>
<ul class="rows">
{{>ROW}}
</ul>
{{/LIST}}
{{#CUT_SHORT}}<p class="cut-short quiet">{{NOTICE}}</p>{{/CUT_SHORT}}
{{>PAGER}}
</div>
