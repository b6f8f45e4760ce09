<nav class="setup-bar" aria-label="{{T_setup_progress}}">
<p class="kicker">{{COUNT}}</p>
<ol>{{#STAGE}}<li{{#HERE}} class="is-here" aria-current="step"{{/HERE}}{{#ANSWERED}} class="is-answered"{{/ANSWERED}}>{{#LINK}}<a href="{{PATH}}" data-number="{{NUMBER}}">{{NUMBER}}. {{NAME}}</a>{{/LINK}}{{#PLAIN}}<span data-number="{{NUMBER}}">{{NUMBER}}. {{NAME}}</span>{{/PLAIN}}</li>
{{/STAGE}}</ol></nav>
