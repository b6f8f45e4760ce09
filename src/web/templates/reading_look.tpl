<details class="look"><summary>{{NAME}}</summary><ul>
{{#SMALLER}}<li><a class="button" rel="nofollow" href="{{PATH}}">{{T_read_smaller}}</a></li>{{/SMALLER}}
{{#LARGER}}<li><a class="button" rel="nofollow" href="{{PATH}}">{{T_read_larger}}</a></li>{{/LARGER}}
{{#LIGHT}}<li><a class="button" rel="nofollow" href="{{PATH}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{LABEL}}</a></li>
{{/LIGHT}}
</ul></details>
