<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="(min-width: 46rem) 10rem, 20vw" alt="">{{/HAS_COVER}}{{>DRAWN}}</span>
