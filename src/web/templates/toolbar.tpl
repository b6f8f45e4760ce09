<form class="toolbar" action="{{ACTION}}" method="get" aria-label="{{T_narrow}}">
{{#KEEP}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/KEEP}}
{{#SUBJECTS}}
<p class="field"><label for="subject">{{T_subject}}</label>
<select id="subject" name="subject"><option value="">{{T_any_subject}}</option>
{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>
{{/OPTION}}</select></p>
{{/SUBJECTS}}
{{#ALL_SUBJECTS}}<p class="check all"><a href="{{PATH}}">{{T_index_all_subjects}}</a></p>{{/ALL_SUBJECTS}}
{{#LANGUAGES}}
<p class="field"><label for="language">{{T_language}}</label>
<select id="language" name="language"><option value="">{{T_any_language}}</option>
{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>
{{/OPTION}}</select></p>
{{/LANGUAGES}}
{{#SORTS}}
<p class="field"><label for="sort">{{T_sort}}</label>
<select id="sort" name="sort">
{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>
{{/OPTION}}</select></p>
{{/SORTS}}
{{#FREE}}<p class="check"><input id="free" type="checkbox" name="free" value="1"{{#CHECKED}} checked{{/CHECKED}}><label for="free">{{T_only_free}}</label></p>{{/FREE}}
<button type="submit">{{T_show}}</button>
</form>
{{#CHOSEN_LIST}}
<nav class="chosen" aria-label="{{T_chosen}}"><ul>
{{#CHOSEN_ONE}}<li><a href="{{PATH}}">{{LABEL}} <span aria-hidden="true">×</span><span class="unseen">{{T_remove_filter}}</span></a></li>
{{/CHOSEN_ONE}}
</ul></nav>
{{/CHOSEN_LIST}}
