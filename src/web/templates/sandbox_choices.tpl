<form class="play-form" action="{{ACTION_PATH}}" method="post" aria-label="{{T_play_choose}}">
<input type="hidden" name="idempotency_key" value="{{KEY}}">
<ul>
{{#CHOICE}}<li><button{{#MAIN}} class="primary"{{/MAIN}} type="submit" name="action" value="{{ACTION}}" aria-describedby="a-{{ACTION}}">{{LABEL}}</button><p class="hint" id="a-{{ACTION}}">{{HINT}}</p></li>
{{/CHOICE}}
</ul>
</form>
