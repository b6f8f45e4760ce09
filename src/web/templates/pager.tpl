<nav class="pager" aria-label="{{T_pages}}">
{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}
<p class="num">{{WHERE}}</p>
{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}
</nav>
