<article class="comic-page" aria-labelledby="title">
<div class="comic-stage" dir="{{WAY}}">
<img src="{{PICTURE_PATH}}" alt="{{PICTURE}}" decoding="async">
<nav class="comic-turn" aria-label="{{T_pages}}">
{{#PREVIOUS}}<a rel="prev" href="{{PATH}}"><span>{{T_previous}}</span></a>{{/PREVIOUS}}
<p class="num"><bdi>{{WHERE}}</bdi></p>
{{#NEXT}}<a rel="next" href="{{PATH}}"><span>{{T_next}}</span></a>{{/NEXT}}
{{#ENDS}}<p class="comic-end"><bdi>{{T_read_end}}</bdi></p>{{/ENDS}}
</nav>
</div>
<div class="comic-about">
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
<footer class="reader-foot">
<p class="hint num">{{SHARE}}</p>
{{#IF_STAMP}}<p class="hint">{{STAMP}}</p>{{/IF_STAMP}}
<p class="hint">{{T_read_kept}}</p>
<form action="{{FORGET_PATH}}" method="post"><button class="plain" type="submit">{{T_read_forget}}</button></form>
</footer>
</div>
</article>
