<article class="sample" aria-labelledby="title">
<header class="reader-head">
<p class="reader-back"><a href="{{BACK_PATH}}">{{BACK}}</a></p>
<h1 id="title" lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</h1>
{{#IF_BY}}<p class="by">{{BY}}</p>{{/IF_BY}}
<progress class="reader-share" max="100" value="{{PERCENT}}" aria-label="{{SHARE}}">{{SHARE}}</progress>
</header>
<div class="reader-bar">
{{#CONTENTS}}
<details class="parts"><summary>{{T_read_contents}}</summary><nav aria-label="{{T_read_contents}}"><ol lang="{{BOOK_LANG}}" dir="auto">
{{#ENTRY}}<li{{#DEEP}} class="deep"{{/DEEP}}>{{#HERE}}<strong aria-current="page">{{LABEL}}</strong>{{/HERE}}{{#THERE}}<a href="{{PATH}}">{{LABEL}}</a>{{/THERE}}</li>
{{/ENTRY}}
</ol></nav></details>
{{/CONTENTS}}
{{>LOOK}}
</div>
{{#IF_HERE_LABEL}}<p class="reader-here" lang="{{BOOK_LANG}}" dir="auto">{{HERE_LABEL}}</p>{{/IF_HERE_LABEL}}
<div class="prose sample-text" lang="{{BOOK_LANG}}" dir="auto">
{{TEXT_HTML:none}}
</div>
{{#ENDS}}<p class="reader-end">{{T_read_end}}</p>{{/ENDS}}
{{#AGAIN}}<p class="reader-again"><a class="button" href="{{PATH}}">{{T_read_again}}</a></p>{{/AGAIN}}
{{>PAGER}}
<footer class="reader-foot">
<p class="hint num">{{SHARE}}</p>
{{#IF_STAMP}}<p class="hint">{{STAMP}}</p>{{/IF_STAMP}}
<p class="hint">{{T_read_kept}}</p>
<form action="{{FORGET_PATH}}" method="post"><button class="plain" type="submit">{{T_read_forget}}</button></form>
</footer>
</article>
