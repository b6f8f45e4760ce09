<div class="facets" role="group" aria-label="{{T_narrow}}">
{{#FACET}}
<details class="facet" name="facet"><summary{{#ACTIVE}} class="active"{{/ACTIVE}}>{{NAME}}</summary>
<ul>
{{#CHOICE}}<li><a href="{{PATH}}" rel="nofollow"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}><span class="facet-label" dir="auto">{{LABEL}}</span> <span class="facet-count num">{{COUNT}}<span class="unseen"> {{COUNT_WORD}}</span></span>{{#CHOSEN}}<span class="unseen">{{T_remove_filter}}</span>{{/CHOSEN}}</a></li>
{{/CHOICE}}</ul>
</details>
{{/FACET}}
{{#SORTS}}
<details class="facet sorts" name="facet"><summary><span class="sort-word">{{T_sort}} </span><strong>{{NOW}}</strong></summary>
<ul>
{{#SORT}}<li><a href="{{PATH}}" rel="nofollow"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}><span class="facet-label">{{LABEL}}</span></a></li>
{{/SORT}}</ul>
</details>
{{/SORTS}}
</div>
{{#CHOSEN_LIST}}
<nav class="chosen" aria-label="{{T_chosen}}"><ul>
{{#CHOSEN_ONE}}<li><a href="{{PATH}}">{{LABEL}} <span aria-hidden="true">×</span><span class="unseen">{{T_remove_filter}}</span></a></li>
{{/CHOSEN_ONE}}
</ul></nav>
{{/CHOSEN_LIST}}
