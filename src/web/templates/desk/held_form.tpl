<div class="desk-narrow">
<h1>{{HEADING}}</h1>
{{#LEAD}}<p class="lead">{{T_desk_held_lead}}</p>{{/LEAD}}{{#PRESSED}}<p class="lead">{{T_desk_held_pressed}}</p>{{/PRESSED}}{{#SECRET_ALONE}}<p class="lead">{{T_desk_held_alone}}</p>{{/SECRET_ALONE}}
{{#LACKS_SECRET}}<p class="notice-box">{{T_desk_held_secret}}</p>{{/LACKS_SECRET}}
<dl class="facts held-facts">
{{#WHERE}}<div><dt>{{T_desk_held_where}}</dt><dd>{{TEXT}}</dd></div>
{{/WHERE}}{{#TYPED}}<div><dt>{{LABEL}}</dt><dd class="held-text">{{VALUE}}</dd></div>
{{/TYPED}}</dl>
{{#FORM}}<form class="desk-form" action="{{PATH}}" method="post">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
{{#HELD}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HELD}}{{#SURE}}<p class="desk-tick"><label for="sure"><input id="sure" name="sure" type="checkbox" value="yes" required> {{WORDS}}</label></p>
{{/SURE}}<p class="form-end"><button class="primary" type="submit">{{BUTTON}}</button> <a href="{{PATH}}">{{T_desk_held_back}}</a></p>
</form>{{/FORM}}
{{#SECRET_ALONE}}<p><a class="button primary" href="{{PATH}}">{{T_desk_held_again}}</a></p>{{/SECRET_ALONE}}
</div>
